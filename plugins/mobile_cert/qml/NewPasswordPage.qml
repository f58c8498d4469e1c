import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 重置密码 (M3.3.15)
AppPage {
    id: page

    required property NewPasswordViewModel vm

    function submit(): void {
        page.vm.confirm(password.text, repeated.text)
        password.clear()
        repeated.clear()
    }

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("请为您的账号 +86 %1 重新设置密码。").arg(page.vm.phone)
    }
    AppCard {
        SmsCodeField {
            pictureCode: page.vm.codes.pictureCode
            smsCode: page.vm.codes.smsCode
            pictureSource: page.vm.codes.pictureSource
            secondsLeft: page.vm.codes.secondsLeft
            sending: page.vm.codes.sending
            onRefreshPicture: page.vm.codes.refreshPicture()
            onSendSms: page.vm.codes.sendSms()
        }
        AppTextField {
            id: password
            objectName: "password"
            secret: true
            label: qsTr("新密码")
            help: qsTr("8–16 位，至少包含大写字母、小写字母、数字、特殊字符中的三种")
            error: page.vm.problem
        }
        AppTextField {
            id: repeated
            objectName: "repeated"
            secret: true
            label: qsTr("再次输入新密码")
            onAccepted: page.submit()
        }
        AppButton {
            objectName: "confirmPassword"
            Layout.fillWidth: true
            text: qsTr("确定")
            busy: page.vm.busy
            onClicked: page.submit()
        }
    }
}
