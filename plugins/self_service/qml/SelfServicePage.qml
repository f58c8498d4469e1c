import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 自助服务 → 业务办理 (M3.5.6)
AppPage {
    id: page

    required property SelfServiceViewModel vm

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("在 USBKey 等介质上自助申请、安装和续期证书。")
    }
    AppCard {
        ListRow {
            objectName: "apply"
            iconName: "plus"
            title: qsTr("证书申请")
            subtitle: qsTr("单位已预先登记，或持有单位二维码")
            onClicked: page.vm.open("apply")
        }
        ListRow {
            objectName: "renew"
            iconName: "refresh"
            title: qsTr("证书续期")
            subtitle: qsTr("密钥不变，延长介质中证书的有效期")
            onClicked: page.vm.open("renew")
        }
        ListRow {
            objectName: "progress"
            iconName: "clock"
            title: qsTr("进度查询")
            subtitle: qsTr("查看审核结果，继续未完成的安装")
            onClicked: page.vm.open("progress")
        }
    }
    AppCard {
        visible: page.vm.unusedOn !== ""
        title: qsTr("未使用的密钥")

        AppText {
            objectName: "unusedOn"
            Layout.fillWidth: true
            text: qsTr("“%1”中有一个没有证书的密钥：证书后来安装到了另一个介质。").arg(page.vm.unusedOn)
        }
        AppButton {
            objectName: "discardUnused"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("删除未使用的密钥")
            busy: page.vm.busy
            onClicked: page.vm.discardUnused()
        }
    }
    AppCard {
        visible: page.vm.phone !== ""

        AppText {
            objectName: "visitPhone"
            Layout.fillWidth: true
            text: qsTr("正在为 %1 办理").arg(page.vm.phone)
        }
        AppButton {
            objectName: "leaveVisit"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("结束办理")
            onClicked: page.vm.leave()
        }
    }
}
