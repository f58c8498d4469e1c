import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// Shows what `Dialogs` asks, one question at a time, and the progress of long work.
Item {
    id: host

    required property Dialogs dialogs
    readonly property var question: dialogs.current
    readonly property string kind: question.kind ?? ""

    function give(accepted: bool): void {
        const number = question.id
        if (number === undefined)
            return
        if (accepted && kind === "pin") {
            // one call hands the PIN over, then the field holds nothing
            dialogs.answerPin(number, pin.text)
            pin.clear()
        } else {
            pin.clear()
            dialogs.answer(number, accepted)
        }
    }

    anchors.fill: parent

    AppDialog {
        id: dialog

        objectName: "questionDialog"
        visible: host.kind !== ""
        title: host.question.title ?? ""
        iconName: host.kind === "pin" || host.kind === "pin_pad" ? "key" : host.question.danger ? "warning" : ""
        iconColor: host.question.danger ? Style.danger : Style.accent
        closePolicy: AppDialog.NoAutoClose
        onOpened: if (host.kind === "pin") pin.input.forceActiveFocus()
            else accept.forceActiveFocus()

        AppText {
            Layout.fillWidth: true
            Layout.maximumHeight: Style.space(100)
            text: host.question.text ?? ""
            visible: text !== ""
            elide: Text.ElideRight
            lineHeight: 1.35 // not by the number of lines: eliding makes that depend on the height
        }
        ErrorState {
            objectName: "pinWarning"
            visible: cause !== ""
            cause: host.question.warning ?? ""
            retryable: false
        }
        AppTextField {
            id: pin

            objectName: "pinField"
            visible: host.kind === "pin"
            label: qsTr("PIN 码")
            secret: true
            maximumLength: host.question.maxLength ?? 64
            inputMethodHints: Qt.ImhHiddenText | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
            onAccepted: if (text !== "") host.give(true)
        }
        AppText {
            Layout.fillWidth: true
            visible: host.kind === "pin_pad"
            text: qsTr("请在密码键盘上输入 PIN 码。")
            font.weight: Font.DemiBold
        }
        GridLayout {
            Layout.fillWidth: true
            Layout.topMargin: Style.space(2)
            columns: Style.compact ? 1 : 3
            columnSpacing: Style.space(3)
            rowSpacing: Style.space(2)

            Item {
                Layout.fillWidth: true
                visible: !Style.compact
            }
            AppButton {
                objectName: "dialogReject"
                Layout.fillWidth: Style.compact
                visible: (host.question.reject ?? "") !== ""
                kind: "secondary"
                text: host.question.reject ?? ""
                onClicked: host.give(false)
            }
            AppButton {
                id: accept

                objectName: "dialogAccept"
                Layout.fillWidth: Style.compact
                enabled: host.kind !== "pin" || pin.text !== ""
                kind: host.question.danger ? "danger" : "primary"
                text: host.question.accept ?? ""
                onClicked: host.give(true)
            }
        }
        Shortcut {
            sequence: "Escape"
            enabled: dialog.visible
            onActivated: host.give(false)
        }
    }
    AppDialog {
        objectName: "progressDialog"
        visible: host.dialogs.progressTitle !== "" && host.kind === ""
        title: host.dialogs.progressTitle
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
                text: host.dialogs.progressText !== "" ? host.dialogs.progressText : qsTr("请稍候…")
                muted: true
            }
        }
        Rectangle {
            Layout.fillWidth: true
            visible: host.dialogs.progressValue >= 0
            implicitHeight: Style.space(2)
            radius: height / 2
            color: Style.surfaceSunken
            Accessible.role: Accessible.ProgressBar
            Accessible.name: Math.round(host.dialogs.progressValue * 100) + "%"
            Rectangle {
                width: parent.width * Math.max(0, host.dialogs.progressValue)
                height: parent.height
                radius: height / 2
                color: Style.accent
            }
        }
        AppButton {
            objectName: "progressCancel"
            Layout.alignment: Qt.AlignRight
            visible: host.dialogs.progressCancellable
            kind: "secondary"
            text: qsTr("取消")
            onClicked: host.dialogs.cancelProgress()
        }
    }
    Toast {
        id: toast

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.space(Style.compact ? 24 : 10)
    }
    Connections {
        target: host.dialogs
        function onToasted(text: string, kind: string): void {
            toast.show(text, kind)
        }
    }
}
