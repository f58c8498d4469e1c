import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 在线签署: the filled form, then the pad.
WizardStep {
    id: step

    required property FlowViewModel vm

    fillsPage: true

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("请仔细阅读申请表内容，并手写签名进行签署。")
    }
    PdfView {
        visible: !step.vm.signature.signing
        Layout.fillWidth: true
        Layout.fillHeight: true
        document: step.vm.signature.form
    }
    HandwritingPad {
        visible: step.vm.signature.signing
        handwriting: step.vm.signature.handwriting
        onSaved: step.vm.signature.saveSigning()
    }
    AppButton {
        objectName: "startSigning"
        visible: !step.vm.signature.signing
        Layout.fillWidth: true
        kind: step.vm.signature.signed ? "secondary" : "primary"
        iconName: "pen"
        text: step.vm.signature.signed ? qsTr("重新签署") : qsTr("立即签署")
        onClicked: step.vm.signature.startSigning()
    }
    Item {
        visible: step.vm.signature.signing
        Layout.fillHeight: true
    }
}
