import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

// 检查更新 (M3.2.2)
AppPage {
    id: page

    required property UpdateViewModel vm

    viewModel: vm

    EmptyState {
        objectName: "newest"
        Layout.fillWidth: true
        visible: page.vm.state === "newest"
        iconName: "check"
        text: qsTr("当前已是最新版本 %1").arg(page.vm.installed)
    }
    AppCard {
        visible: page.vm.state === "offered" || page.vm.state === "downloaded"
        title: qsTr("新版本 %1").arg(page.vm.offered)

        KeyValueList {
            Layout.fillWidth: true
            entries: [
                {"key": qsTr("当前版本"), "value": page.vm.installed},
                {"key": qsTr("安装包大小"), "value": page.vm.size}
            ]
        }
        AppText {
            objectName: "notes"
            Layout.fillWidth: true
            visible: text !== ""
            text: page.vm.notes
        }
        AppButton {
            objectName: "download"
            Layout.fillWidth: true
            visible: page.vm.state === "offered"
            enabled: !page.vm.busy
            iconName: "download"
            text: qsTr("下载")
            onClicked: page.vm.download()
        }
        AppText {
            objectName: "downloaded"
            Layout.fillWidth: true
            visible: page.vm.state === "downloaded"
            text: page.vm.startable ? qsTr("安装包已下载，签名校验通过。")
                                    : qsTr("安装包 %1 已下载，签名校验通过。请关闭本应用后运行安装包。").arg(page.vm.fileName)
        }
        AppButton {
            objectName: "install"
            Layout.fillWidth: true
            visible: page.vm.state === "downloaded" && page.vm.startable
            enabled: !page.vm.busy
            text: qsTr("立即安装")
            onClicked: page.vm.install()
        }
        AppButton {
            objectName: "reveal"
            Layout.fillWidth: true
            visible: page.vm.state === "downloaded"
            kind: page.vm.startable ? "secondary" : "primary"
            iconName: "external"
            text: qsTr("打开所在文件夹")
            onClicked: page.vm.reveal()
        }
    }
    AppButton {
        objectName: "check"
        Layout.alignment: Qt.AlignHCenter
        visible: page.vm.state !== "downloaded"
        enabled: !page.vm.busy
        kind: "secondary"
        text: qsTr("重新检查")
        onClicked: page.vm.check()
    }
}
