import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: notice

    property string text: qsTr("暂无数据")
    property string iconName: "inbox"
    property string action: ""

    signal actionClicked

    Layout.fillWidth: true
    spacing: Style.space(4)

    Item { implicitHeight: Style.space(6) }
    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        implicitWidth: Style.space(18)
        implicitHeight: Style.space(18)
        radius: width / 2
        color: Style.surfaceSunken
        AppIcon {
            anchors.centerIn: parent
            iconName: notice.iconName
            size: Style.space(8)
            color: Style.textMuted
        }
    }
    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: notice.text
        muted: true
    }
    AppButton {
        objectName: "emptyAction"
        Layout.alignment: Qt.AlignHCenter
        visible: notice.action !== ""
        kind: "secondary"
        text: notice.action
        onClicked: notice.actionClicked()
    }
    Item { implicitHeight: Style.space(6) }
}
