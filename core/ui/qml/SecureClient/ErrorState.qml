import QtQuick
import QtQuick.Layouts

// A failure with its cause, remedy and code; with [重试] when `retryable`.
Rectangle {
    id: notice

    property string cause: ""
    property string remedy: ""
    property string code: ""
    property bool retryable: true

    signal retry

    Layout.fillWidth: true
    implicitHeight: row.implicitHeight + Style.space(8)
    radius: Style.radius
    color: Style.dangerSoft
    border.width: Style.contrast ? 2 : 0
    border.color: Style.danger
    Accessible.role: Accessible.AlertMessage
    Accessible.name: cause + " " + remedy

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Style.space(4)
        spacing: Style.space(3)

        AppIcon {
            Layout.alignment: Qt.AlignTop
            iconName: "error"
            color: Style.danger
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Style.space(1)
            AppText {
                Layout.fillWidth: true
                text: notice.cause
                font.weight: Font.DemiBold
            }
            AppText {
                Layout.fillWidth: true
                visible: notice.remedy !== ""
                text: notice.remedy
            }
            AppText {
                Layout.fillWidth: true
                visible: notice.code !== ""
                text: qsTr("错误代码 %1").arg(notice.code)
                level: "small"
                muted: true
            }
        }
        AppButton {
            objectName: "retry"
            visible: notice.retryable
            kind: "text"
            text: qsTr("重试")
            iconName: "refresh"
            onClicked: notice.retry()
        }
    }
}
