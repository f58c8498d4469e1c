import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// The progress of long work; a question about it stands before it.
AppDialog {
    id: dialog

    required property Dialogs dialogs

    objectName: "progressDialog"
    visible: dialog.dialogs.progressTitle !== "" && (dialog.dialogs.current.kind ?? "") === ""
    title: dialog.dialogs.progressTitle
    closePolicy: AppDialog.NoAutoClose

    RowLayout {
        Layout.fillWidth: true
        spacing: Style.space(3)
        Spinner {
            size: Style.iconSize
            running: visible
        }
        AppText {
            Layout.fillWidth: true
            text: dialog.dialogs.progressText !== "" ? dialog.dialogs.progressText : qsTr("请稍候…")
            muted: true
        }
    }
    Rectangle {
        Layout.fillWidth: true
        visible: dialog.dialogs.progressValue >= 0
        implicitHeight: Style.space(2)
        radius: height / 2
        color: Style.surfaceSunken
        Accessible.role: Accessible.ProgressBar
        Accessible.name: Math.round(dialog.dialogs.progressValue * 100) + "%"
        Rectangle {
            width: parent.width * Math.max(0, dialog.dialogs.progressValue)
            height: parent.height
            radius: height / 2
            color: Style.accent
        }
    }
    AppButton {
        objectName: "progressCancel"
        Layout.alignment: Qt.AlignRight
        visible: dialog.dialogs.progressCancellable
        kind: "secondary"
        text: qsTr("取消")
        onClicked: dialog.dialogs.cancelProgress()
    }
}
