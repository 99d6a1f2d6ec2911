<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>field</name>
    <message numerus="yes">
        <source>%n strokes</source>
        <translation>
            <numerusform>%n stroke</numerusform>
            <numerusform>%n strokes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>noiseloom::HostBar</name>
    <message numerus="yes">
        <source>%n layers were inserted.</source>
        <translation>
            <numerusform>%n layer was inserted.</numerusform>
            <numerusform>%n layers were inserted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>noiseloom::Inspector</name>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepDialog</name>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs: %1 of %2 nodes have to run</source>
        <translation>
            <numerusform>%n run: %1 of %2 nodes have to run</numerusform>
            <numerusform>%n runs: %1 of %2 nodes have to run</numerusform>
        </translation>
    </message>
</context>
</TS>
