import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: control

    implicitHeight: label.implicitHeight
    implicitWidth: label.implicitWidth
    font.pixelSize: Style.body
    Accessible.role: Accessible.Link
    Accessible.name: text
    Keys.onReturnPressed: control.click()
    contentItem: Text {
        id: label

        text: control.text
        textFormat: Text.PlainText
        verticalAlignment: Text.AlignVCenter
        font.pixelSize: control.font.pixelSize
        font.underline: control.hovered || Style.contrast
        color: Style.accent
    }
    HoverHandler { cursorShape: Qt.PointingHandCursor }
    FocusRing { shown: control.visualFocus }
}
