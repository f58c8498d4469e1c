import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// The question in front: a confirmation or a PIN.
AppDialog {
    id: dialog

    required property Dialogs dialogs
    readonly property var question: dialog.dialogs.current
    readonly property string kind: question.kind ?? ""

    function give(accepted: bool): void {
        const number = question.id
        if (number === undefined)
            return
        if (accepted && kind === "pin") {
            // one call hands the PIN over, then the field holds nothing
            dialog.dialogs.answerPin(number, pin.text)
            pin.clear()
        } else {
            pin.clear()
            dialog.dialogs.answer(number, accepted)
        }
    }

    objectName: "questionDialog"
    visible: dialog.kind !== ""
    title: dialog.question.title ?? ""
    iconName: dialog.kind === "pin" || dialog.kind === "pin_pad" ? "key" : dialog.question.danger ? "warning" : ""
    iconColor: dialog.question.danger ? Style.danger : Style.accent
    closePolicy: AppDialog.NoAutoClose
    onOpened: if (dialog.kind === "pin") pin.input.forceActiveFocus()
        else accept.forceActiveFocus()

    AppText {
        Layout.fillWidth: true
        Layout.maximumHeight: Style.space(100)
        text: dialog.question.text ?? ""
        visible: text !== ""
        elide: Text.ElideRight
        lineHeight: 1.35 // not by the number of lines: eliding makes that depend on the height
    }
    ErrorState {
        objectName: "pinWarning"
        visible: cause !== ""
        cause: dialog.question.warning ?? ""
        retryable: false
    }
    AppTextField {
        id: pin

        objectName: "pinField"
        visible: dialog.kind === "pin"
        label: qsTr("PIN 码")
        secret: true
        maximumLength: dialog.question.maxLength ?? 64
        inputMethodHints: Qt.ImhHiddenText | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onAccepted: if (text !== "") dialog.give(true)
    }
    AppText {
        Layout.fillWidth: true
        visible: dialog.kind === "pin_pad"
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
            visible: (dialog.question.reject ?? "") !== ""
            kind: "secondary"
            text: dialog.question.reject ?? ""
            onClicked: dialog.give(false)
        }
        AppButton {
            id: accept

            objectName: "dialogAccept"
            Layout.fillWidth: Style.compact
            enabled: dialog.kind !== "pin" || pin.text !== ""
            kind: dialog.question.danger ? "danger" : "primary"
            text: dialog.question.accept ?? ""
            onClicked: dialog.give(true)
        }
    }
    Shortcut {
        sequence: "Escape"
        enabled: dialog.visible
        onActivated: dialog.give(false)
    }
}
