import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import CorePages

AppPage {
    id: page

    required property PersonalDataViewModel vm

    viewModel: vm

    AppCard {
        title: qsTr("验证身份")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("请输入移动证书的登录密码，以获取平台保存的信息；未登录时仅导出本机数据。")
        }
        AppTextField {
            id: password
            objectName: "password"
            secret: true
            label: qsTr("登录密码")
        }
        AppButton {
            objectName: "collect"
            Layout.fillWidth: true
            text: qsTr("获取个人信息")
            enabled: !page.vm.busy
            onClicked: {
                page.vm.collect(password.text)
                password.clear()
            }
        }
    }
    AppCard {
        visible: page.vm.ready

        AppText {
            objectName: "summary"
            Layout.fillWidth: true
            text: page.vm.summary
        }
        AppButton {
            objectName: "save"
            Layout.fillWidth: true
            iconName: "download"
            text: qsTr("保存为文件")
            onClicked: saving.open()
        }
    }
    FileDialog {
        id: saving
        fileMode: FileDialog.SaveFile
        defaultSuffix: "json"
        onAccepted: page.vm.save(selectedFile)
    }
}
