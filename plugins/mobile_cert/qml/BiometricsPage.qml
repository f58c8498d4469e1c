import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 指纹（面容）认证 (M3.3.3.1, M3.3.3.2)
AppPage {
    id: page

    required property BiometricsViewModel vm

    viewModel: vm

    AppCard {
        visible: page.vm.ready && (page.vm.usable || page.vm.on)

        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            iconName: "fingerprint"
            size: Style.space(16)
            color: Style.accent
        }
        AppText {
            objectName: "biometricState"
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            level: "heading"
            text: page.vm.on ? qsTr("已开启") : qsTr("开启%1登录，登录更便捷").arg(page.vm.name)
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("指纹和面容由系统识别，本应用不读取也不保存。识别通过后，由本机密钥完成登录。")
        }
        AppButton {
            objectName: "switchOn"
            Layout.fillWidth: true
            visible: !page.vm.on
            enabled: !page.vm.busy && page.vm.usable
            text: qsTr("立即开启")
            onClicked: page.vm.switchOn()
        }
        AppButton {
            objectName: "switchOff"
            Layout.fillWidth: true
            visible: page.vm.on
            enabled: !page.vm.busy
            kind: "secondary"
            text: qsTr("关闭")
            onClicked: page.vm.switchOff()
        }
        AppCheckBox {
            id: quiet
            objectName: "quiet"
            visible: page.vm.offered && !page.vm.on
            text: qsTr("15天内不显示")
        }
        AppButton {
            objectName: "skip"
            Layout.fillWidth: true
            visible: page.vm.offered && !page.vm.on
            kind: "text"
            text: qsTr("跳过")
            onClicked: page.vm.skip(quiet.checked)
        }
    }
    EmptyState {
        objectName: "noSensor"
        visible: page.vm.ready && !page.vm.usable && !page.vm.on
        iconName: "fingerprint"
        text: qsTr("未检测到可用的指纹或面容识别设备，或系统中尚未录入")
    }
}
