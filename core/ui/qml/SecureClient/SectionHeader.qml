import QtQuick
import QtQuick.Layouts

RowLayout {
    id: header

    property string text: ""
    property string action: ""

    signal actionClicked

    Layout.fillWidth: true
    Layout.topMargin: Style.space(2)

    AppText {
        Layout.fillWidth: true
        text: header.text
        level: "heading"
    }
    AppButton {
        visible: header.action !== ""
        kind: "text"
        text: header.action
        onClicked: header.actionClicked()
    }
}
