import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 注册和登录 (M3.3.2.1)
AppPage {
    id: page

    required property LoginViewModel vm

    viewModel: vm
    retryable: vm.codes.loadFailed
    onRetry: vm.codes.refreshPicture()

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
            pictureCode: page.vm.codes.pictureCode
            smsCode: page.vm.codes.smsCode
            pictureSource: page.vm.codes.pictureSource
            secondsLeft: page.vm.codes.secondsLeft
            sending: page.vm.codes.sending
            onRefreshPicture: page.vm.codes.refreshPicture()
            onSendSms: page.vm.codes.sendSms()
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
        AppButton {
            objectName: "useBiometrics"
            Layout.fillWidth: true
            visible: page.vm.byKey
            kind: "text"
            text: qsTr("更多登录选项")
            onClicked: page.vm.useBiometrics()
        }
    }
}
