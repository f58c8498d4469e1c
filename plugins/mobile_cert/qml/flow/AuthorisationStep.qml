import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    // 补发: what the flow did not say before
    AppCard {
        visible: step.vm.authorisation.about.length > 0
        title: qsTr("补发的证书")

        KeyValueList {
            objectName: "reissued"
            entries: step.vm.authorisation.about
        }
        Warnings { texts: step.vm.authorisation.warnings }
    }
    AppCard {
        title: qsTr("待申请人授权")

        AppText {
            Layout.fillWidth: true
            text: qsTr("请由申请人进行短信验证确认授权")
        }
        AppText {
            objectName: "applicant"
            Layout.fillWidth: true
            level: "heading"
            text: step.vm.authorisation.applicant
        }
        SmsCodeField {
            pictureCode: step.vm.authorisation.codes.pictureCode
            smsCode: step.vm.authorisation.codes.smsCode
            pictureSource: step.vm.authorisation.codes.pictureSource
            secondsLeft: step.vm.authorisation.codes.secondsLeft
            sending: step.vm.authorisation.codes.sending
            onRefreshPicture: step.vm.authorisation.codes.refreshPicture()
            onSendSms: step.vm.authorisation.codes.sendSms()
        }
        AppText {
            Layout.fillWidth: true
            objectName: "declaration"
            muted: true
            text: step.vm.authorisation.declaration
        }
        LinkText {
            objectName: "authorisedAgreement"
            visible: step.vm.authorisation.about.length > 0
            text: qsTr("《电子认证服务协议》")
            onClicked: step.vm.authorisation.openAgreement()
        }
        AppButton {
            objectName: "later"
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("暂不授权，返回首页")
            onClicked: step.vm.later()
        }
    }
}
