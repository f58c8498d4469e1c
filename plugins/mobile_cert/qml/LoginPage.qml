import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 注册和登录 (M3.3.2.1)
AppPage {
    id: page

    required property LoginViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refreshPicture()

    AppText {
        Layout.fillWidth: true
        level: "display"
        text: qsTr("欢迎使用")
    }
    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("数字证书统一服务平台 · 未注册的手机号将自动注册并登录")
    }
    AppCard {
        FormField {
            objectName: "phone"
            field: page.vm.phone
            label: qsTr("手机号码")
            maximumLength: 11
            inputMethodHints: Qt.ImhDigitsOnly
        }
        SmsCodeField {
            pictureCode: page.vm.pictureCode
            smsCode: page.vm.smsCode
            pictureSource: page.vm.pictureSource
            secondsLeft: page.vm.secondsLeft
            sending: page.vm.sending
            onRefreshPicture: page.vm.refreshPicture()
            onSendSms: page.vm.sendSms()
            onAccepted: page.vm.login()
        }
        Agreement {
            objectName: "agreement"
            checked: page.vm.agreed
            links: [{ id: "policy", title: qsTr("基本业务隐私政策") }]
            onToggled: checked => page.vm.agreed = checked
            onOpened: page.vm.readPolicy()
        }
        AppButton {
            objectName: "login"
            Layout.fillWidth: true
            text: qsTr("登 录")
            busy: page.vm.busy
            onClicked: page.vm.login()
        }
    }
}
