import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: step.vm.agreement.heading

        LegalText {
            text: step.vm.agreement.text
        }
    }
    AppText {
        Layout.fillWidth: true
        level: "small"
        muted: true
        text: qsTr("请查看《隐私政策》的全部条款，同意后将使用您的姓名、手机号、证件号申请证书。")
    }
    LinkText {
        objectName: "privacyPolicy"
        text: qsTr("《隐私政策》")
        onClicked: step.vm.agreement.openPolicy()
    }
}
