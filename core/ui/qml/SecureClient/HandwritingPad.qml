import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// A sheet to sign on with finger, pen or mouse; landscape proportions on every device.
ColumnLayout {
    id: pad

    required property Handwriting handwriting
    property bool saveVisible: true

    signal saved

    Layout.fillWidth: true
    spacing: Style.space(3)

    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(width * 0.5, Style.space(100))
        Layout.minimumHeight: Style.space(40)
        radius: Style.radius
        color: Style.paper
        border.width: item.activeFocus ? 2 : Style.lineWidth
        border.color: item.activeFocus ? Style.focus : Style.lineStrong

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Style.space(8)
            height: 1
            color: "#c9d2d6"
        }
        Text {
            anchors.centerIn: parent
            visible: pad.handwriting.blank
            text: qsTr("请在此处手写签名")
            textFormat: Text.PlainText
            font.pixelSize: Style.heading
            color: "#98a4aa"
        }
        HandwritingItem {
            id: item

            objectName: "handwritingItem"
            anchors.fill: parent
            anchors.margins: 2
            handwriting: pad.handwriting
            // the Python half of an object that QML made stays for ever: what was written must not stay with it
            Component.onDestruction: handwriting = null
            Accessible.role: Accessible.Canvas
            Accessible.name: qsTr("手写签名区")
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Style.space(3)
        AppButton {
            objectName: "handwritingClear"
            kind: "secondary"
            text: qsTr("清除")
            enabled: !pad.handwriting.blank
            onClicked: pad.handwriting.clear()
        }
        Item { Layout.fillWidth: true }
        AppButton {
            objectName: "handwritingSave"
            visible: pad.saveVisible
            text: qsTr("保存")
            enabled: !pad.handwriting.blank
            onClicked: pad.saved()
        }
    }
}
