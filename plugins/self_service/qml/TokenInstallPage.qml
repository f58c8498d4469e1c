import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 安装证书到介质 (M3.5.6.1)
AppPage {
    id: page

    required property TokenInstallViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppCard {
        title: qsTr("申请信息")
        KeyValueList { entries: page.vm.facts }
    }
    NoMedium {
        objectName: "noToken"
        visible: page.vm.mediumIndex < 0 && !page.vm.done
        vm: page.vm
        text: page.vm.absent ? qsTr("请插入开始安装时使用的介质，继续安装。") : qsTr("请插入可以生成密钥的 USBKey 或智能卡。")
    }
    AppCard {
        visible: page.vm.mediumIndex >= 0 && !page.vm.done
        title: page.vm.begun ? qsTr("继续安装") : qsTr("安装到介质")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("签名密钥在介质内生成，不会离开介质。安装期间请勿拔出介质；如被中断，可继续安装。")
        }
        AppText {
            objectName: "elsewhere"
            Layout.fillWidth: true
            visible: page.vm.elsewhere
            text: qsTr("安装已在另一个介质上开始。可插入该介质继续，也可安装到此介质；原介质中未使用的密钥将在下次写入时删除。")
        }
        AppComboBox {
            objectName: "medium"
            label: qsTr("介质")
            model: page.vm.media
            currentIndex: page.vm.mediumIndex
            onActivated: index => page.vm.choose(index)
        }
        AppComboBox {
            objectName: "algorithm"
            visible: !page.vm.begun
            label: qsTr("密钥算法")
            model: page.vm.algorithms
            currentIndex: page.vm.algorithmIndex
            onActivated: index => page.vm.chooseAlgorithm(index)
        }
        AppButton {
            objectName: "installToken"
            Layout.fillWidth: true
            text: page.vm.begun ? qsTr("继续安装") : qsTr("安装")
            busy: page.vm.busy
            onClicked: page.vm.install()
        }
    }
    EmptyState {
        objectName: "tokenInstalled"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("证书已安装到介质，可以使用。")
    }
    AppButton {
        objectName: "finishInstall"
        visible: page.vm.done
        Layout.fillWidth: true
        text: qsTr("完成")
        onClicked: page.vm.finish()
    }
}
