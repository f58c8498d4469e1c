import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 签署授权委托书: the deed, then the pad, then the deed with the handwriting on it.
WizardStep {
    id: step

    required property TransferViewModel vm

    fillsPage: true

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("请仔细阅读授权书内容，并手写签名；完成签署时加盖单位公章并使用所选证书签名。")
    }
    PdfView {
        visible: !step.vm.signing
        Layout.fillWidth: true
        Layout.fillHeight: true
        document: step.vm.deed
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
    Item {
        visible: step.vm.signing
        Layout.fillHeight: true
    }
}
