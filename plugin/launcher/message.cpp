// noiseloom-message TEXT HINT: says in a window why the editor cannot start. It ends with the status of wrong usage, as the launcher would.
#include <QApplication>
#include <QMessageBox>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName("Noiseloom");
    QMessageBox box(QMessageBox::Warning, "Noiseloom", application.arguments().value(1));
    box.setInformativeText(application.arguments().value(2));
    box.setTextFormat(Qt::PlainText);   // paths are in it
    box.setTextInteractionFlags(Qt::TextSelectableByMouse);
    box.exec();
    return 2;
}
