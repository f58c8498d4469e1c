import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 登记解锁 (M3.5.8.1)
AppPage {
    id: page

    required property UnlockSetupViewModel vm

    function submit(): void {
        page.vm.setUp(adminPin.text)
        adminPin.clear()
    }

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("登记后，忘记 PIN 或介质被锁定时，可凭手机短信设置新的 PIN。管理员 PIN 由平台加密保管，每次使用后自动更换。")
    }
    OwnTokenCard { vm: page.vm }
    AppCard {
        visible: page.vm.mediumIndex >= 0 && page.vm.phone !== "" && !page.vm.done
        title: qsTr("管理员 PIN")

        AppTextField {
            id: adminPin
            objectName: "adminPin"
            secret: true
            label: qsTr("当前的管理员 PIN")
            error: page.vm.problem
            onAccepted: page.submit()
        }
        AppButton {
            objectName: "setUp"
            Layout.fillWidth: true
            text: qsTr("登 记")
            busy: page.vm.busy
            onClicked: page.submit()
        }
    }
    EmptyState {
        objectName: "setUpDone"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("已登记。忘记 PIN 时，可在“密码管理”中选择短信解锁。")
    }
}
