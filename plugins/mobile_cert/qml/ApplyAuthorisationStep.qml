import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property ApplyViewModel vm

    AppCard {
        title: qsTr("申请人授权")

        AppText {
            Layout.fillWidth: true
            text: qsTr("请由申请人 %1 进行短信验证，确认授权。").arg(step.vm.applicant)
        }
        SmsCodeField {
            pictureCode: step.vm.pictureCode
            smsCode: step.vm.smsCode
            pictureSource: step.vm.pictureSource
            secondsLeft: step.vm.secondsLeft
            sending: step.vm.sending
            onRefreshPicture: step.vm.refreshPicture()
            onSendSms: step.vm.sendSms()
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
