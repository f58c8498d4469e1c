import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: qsTr("申请人授权")

        AppText {
            Layout.fillWidth: true
            text: qsTr("请由申请人 %1 进行短信验证，确认授权。").arg(step.vm.authorisation.applicant)
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
            muted: true
            text: qsTr("由申请人确认授权即表示同意申请电子签名认证证书，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整。")
        }
        AppButton {
            objectName: "later"
            kind: "text"
            text: qsTr("暂不授权，返回首页")
            onClicked: step.vm.later()
        }
    }
}
