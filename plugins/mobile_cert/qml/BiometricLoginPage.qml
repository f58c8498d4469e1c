import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 使用指纹（面容）登录 (M3.3.3.3)
AppPage {
    id: page

    required property BiometricLoginViewModel vm

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        level: "display"
        text: qsTr("欢迎回来")
    }
    AppCard {
        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            iconName: "fingerprint"
            size: Style.space(16)
            color: Style.accent
        }
        AppText {
            objectName: "biometricPhone"
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            level: "heading"
            text: page.vm.phone
        }
        AppButton {
            objectName: "biometricLogin"
            Layout.fillWidth: true
            text: page.vm.name !== "" ? qsTr("%1登录").arg(page.vm.name) : qsTr("登录")
            enabled: !page.vm.busy && page.vm.name !== ""
            busy: page.vm.busy
            onClicked: page.vm.login()
        }
        AppButton {
            objectName: "accountLogin"
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("更多登录方式")
            onClicked: page.vm.accountLogin()
        }
    }
}
