import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 在线签署: the filled form, then the pad.
WizardStep {
    id: step

    required property ApplyViewModel vm

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("请仔细阅读申请表内容，并手写签名进行签署。")
    }
    PdfView {
        visible: !step.vm.signing
        Layout.fillWidth: true
        Layout.preferredHeight: Style.space(130)
        document: step.vm.form
    }
    HandwritingPad {
        visible: step.vm.signing
        handwriting: step.vm.handwriting
        onSaved: step.vm.saveSigning()
    }
    AppButton {
        objectName: "startSigning"
        visible: !step.vm.signing
        Layout.fillWidth: true
        kind: step.vm.signed ? "secondary" : "primary"
        iconName: "pen"
        text: step.vm.signed ? qsTr("重新签署") : qsTr("立即签署")
        onClicked: step.vm.startSigning()
    }
}
