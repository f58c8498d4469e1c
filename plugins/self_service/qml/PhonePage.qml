import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 手机号码 and 短信验证码
AppPage {
    id: page

    required property PhoneViewModel vm

    viewModel: vm
    retryable: vm.codes.loadFailed
    onRetry: vm.codes.refreshPicture()

    AppCard {
        title: qsTr("验证手机号码")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("验证后 30 分钟内可办理，无需注册账号。")
        }
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
            onAccepted: if (!page.vm.busy) page.vm.confirm()
        }
        AppButton {
            objectName: "confirmPhone"
            Layout.fillWidth: true
            text: qsTr("下一步")
            busy: page.vm.busy
            onClicked: page.vm.confirm()
        }
    }
    AppCard {
        visible: page.vm.scannable
        title: qsTr("扫码查询")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("不是在本设备上提交的申请，可先扫描受理二维码。")
        }
        AppButton {
            objectName: "scanReceipt"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "scan"
            text: qsTr("扫描受理二维码")
            onClicked: page.vm.scan()
        }
    }
}
