<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>QObject</name>
    <message>
        <source>Save as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (*.safetensors);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr *.bmp);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The editor of Noiseloom: guided diffusion as a graph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows, pictures that carry theirs, or names of templates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark or light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of all texts in per cent, 80 to 200.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write pictures of the editor&apos;s main states into a folder, and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert on wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shake off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wires lead from an output to an input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wires lead from an input to an output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>field</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom</name>
    <message>
        <source>Drag from a socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a wire; in the empty it asks for a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a connected input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the wire up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a node onto a wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it in between (hold Ctrl or 8: do not)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shake a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it out of its wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y and drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt and click a wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a dot; double click on a dot: remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt and drag a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag on a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it (Shift: fine, Ctrl: coarse)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click on a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it, or a sum: 7.5*2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click in the empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag with the middle or right button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk from node to node (Shift: select on the way)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab, Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk through a node&apos;s sockets; edit the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W, then a letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wire the current socket to the lettered one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>will run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A node cannot feed itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node&apos;s type is unknown here, so nothing can be connected to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The type of this output is unknown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This gives “%1”, and “%2” takes “%3”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This would close a loop: the output is made from this very node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bypassed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 no longer bypassed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 no longer muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only from 10 to 80 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖w·Δ‖ / ‖base‖</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖Δ‖</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine of terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p(class)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss or ln p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms per step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::CurveField</name>
    <message>
        <source>Over steps…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it flat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place of the knot: 0 is noise, 1 the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value at the knot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ramp up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ramp down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interval: only in the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same with more knots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::CurvePlot</name>
    <message>
        <source>Curve over the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Knot %1 of %2, at %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::DocumentPage</name>
    <message>
        <source>Edits cannot be kept for the case of a crash: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no text to paste: nodes are copied as the text of a workflow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the node to run to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add dot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as a tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run to here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bypass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make subgraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate with wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete, keeping wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add node…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore this graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the nodes that become a subgraph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dissolve subgraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a subgraph to dissolve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture yet: run the graph first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::EditorDocument</name>
    <message>
        <source>Set %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename Node</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::FieldWidget</name>
    <message>
        <source>Reset to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::FileField</name>
    <message>
        <source>Locate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is of no use here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::FilmStrip</name>
    <message>
        <source>Pictures of the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Δ %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::FormItem</name>
    <message>
        <source>Item %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag it, or press Alt+Up and Alt+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from form</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::FormView</name>
    <message>
        <source>Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop   %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No field was promoted yet. In the graph, right-click a field and choose “Promote to form”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add heading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Heading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the workflow has no such input any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes over a wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wants a wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename in Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reorder Form</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::GraphEdits</name>
    <message>
        <source>Dissolve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be pasted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bypass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wires as tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wires as lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::GraphScene</name>
    <message>
        <source>Place nodes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::GraphView</name>
    <message>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Space to add a node, or choose a template at the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add dot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove dot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node&apos;s type, “%1”, is not known here. It is kept as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has run yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore this graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the newest run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::InputRow</name>
    <message>
        <source>%1, not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs a %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not connected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::Inspector</name>
    <message>
        <source>Nothing is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a node to see what it does and to set its fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bypass Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do Not Bypass Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Bypass Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do Not Bypass Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (they differ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These nodes have no field in common.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promote to form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promote to Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset All Fields</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::KeyCatcher</name>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a key…  (Escape: do not)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click, then press a key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::KeyWalk</name>
    <message>
        <source>Walk to a node first, with the arrow keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in sight can be wired to this socket.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::KeysEditor</name>
    <message>
        <source>Search commands and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would lose it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::KeysPage</name>
    <message>
        <source>Keys and Gestures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse and canvas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::ListPopup</name>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::MainWindow</name>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows and pictures (*%1 *.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows (*%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a document without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noiseloom ended before “%1” was saved. Its edits were kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Noiseloom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noiseloom

Guided diffusion as a graph: what guides a picture is there to see and to change.

Apache License 2.0</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::Minimap</name>
    <message>
        <source>Minimap</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::ModelsPanel</name>
    <message>
        <source>Models in folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoencoders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text and image encoders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked for in:
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the name into the selected node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a node that loads a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes with Noiseloom: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::NodeHeader</name>
    <message>
        <source>Bypass (D): pass on what comes in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node&apos;s title; empty for that of its type</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::NodeItem</name>
    <message>
        <source>muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this node is not known here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::NumberField</name>
    <message>
        <source>Whole numbers only: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureBox</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the mouse here to see the picture before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture comes here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureView</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by %2 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet: run the workflow.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureViewer</name>
    <message>
        <source>Picture viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture before (Page Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next picture (Page Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel by pixel (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the viewer (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a line between this picture and the one before (S); hold Space to see that one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs from the one before (D), stronger with ] and weaker with [</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where guidance changes the picture (O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it as an input of the workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what is shown as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>   difference ×%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose a folder that you may write to, and an ending such as .png.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing runs or waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs before the one above it (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs after the one below it (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the job out of the queue, or stops it (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes out all that waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · run %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · sweep of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %, %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::SearchPopup</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search nodes    &gt; commands    / in this graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No node takes what this socket gives and is called so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another word, or fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::SeedField</name>
    <message>
        <source>Another seed (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to one of the last five</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the seed is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a seed is a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds go from 0 to 18446744073709551615.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> GiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language is used from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fade unrelated wires while a node is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved pictures carry their workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the device likes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results that are kept are not computed again. The budgets hold from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders of models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked through besides:
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures are saved in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::StartPage</name>
    <message>
        <source>Start with a template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They run at once, with the small model that comes along.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty graph</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::TemplatesPanel</name>
    <message>
        <source>Search templates</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::TopBar</name>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop   %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends what runs: Ctrl+.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs the whole graph: Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::TraceDrawer</name>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampler whose trace is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No node of this graph samples. Add one of the category Sampling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the workflow: what guidance does in its steps is shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guidance of this sampler has no scale that could be changed: a wire sets it, or there is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide otherwise from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at this step as a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 steps re-run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (about %1 s)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>templates</name>
    <message>
        <source>Text to image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image to image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide with CLIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare guidance</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
