import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 安装证书 (M3.3.13.3)
AppPage {
    id: page

    required property InstallViewModel vm

    function submit(): void {
        page.vm.install(pin.text, repeated.text)
        pin.clear()
        repeated.clear()
    }

    viewModel: vm

    EmptyState {
        objectName: "installed"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("证书已安装，证书和印章现在可以使用。")
    }
    AppButton {
        objectName: "showCertificates"
        visible: page.vm.done
        Layout.fillWidth: true
        text: qsTr("查看证书")
        onClicked: page.vm.showCertificates()
    }
    AppCard {
        visible: !page.vm.done
        title: page.vm.title

        AppText {
            Layout.fillWidth: true
            text: page.vm.resuming ? qsTr("上次安装没有完成，请输入当时设置的 PIN 继续。")
                                   : qsTr("签名密钥将在本设备上生成，不会离开本设备。请为它设置 PIN，每次使用证书时需要输入。")
        }
        AppTextField {
            id: pin
            objectName: "pin"
            secret: true
            label: qsTr("证书 PIN")
            help: page.vm.resuming ? "" : qsTr("6–32 位，请牢记；忘记后只能补发证书")
            error: page.vm.problem
            onAccepted: if (page.vm.resuming) page.submit()
        }
        AppTextField {
            id: repeated
            objectName: "repeatedPin"
            visible: !page.vm.resuming
            secret: true
            label: qsTr("再次输入 PIN")
            onAccepted: page.submit()
        }
        AppButton {
            objectName: "install"
            Layout.fillWidth: true
            text: qsTr("安装证书")
            busy: page.vm.busy
            onClicked: page.submit()
        }
        AppButton {
            objectName: "beginAgain"
            visible: page.vm.canBeginAgain
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("忘记 PIN，重新开始")
            onClicked: page.vm.beginAgain()
        }
    }
}
