import QtQuick
import QtQuick.Layouts

// A failure with its cause, remedy and code; with [重试] when `retryable`.
Rectangle {
    id: state

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
                text: state.cause
                font.weight: Font.DemiBold
            }
            AppText {
                Layout.fillWidth: true
                visible: state.remedy !== ""
                text: state.remedy
            }
            AppText {
                Layout.fillWidth: true
                visible: state.code !== ""
                text: qsTr("错误代码 %1").arg(state.code)
                level: "small"
                muted: true
            }
        }
        AppButton {
            objectName: "retry"
            visible: state.retryable
            kind: "text"
            text: qsTr("重试")
            iconName: "refresh"
            onClicked: state.retry()
        }
    }
}
