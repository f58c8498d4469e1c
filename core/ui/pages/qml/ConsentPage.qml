import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

// 隐私策略摘要: nothing happens before the person agrees.
AppPage {
    id: page

    required property ConsentViewModel vm

    viewModel: vm
    footer: RowLayout {
        spacing: Style.space(3)
        AppButton {
            objectName: "decline"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("不同意并退出")
            onClicked: page.vm.decline()
        }
        AppButton {
            objectName: "agree"
            Layout.fillWidth: true
            text: qsTr("同意并继续")
            enabled: !page.vm.busy
            onClicked: page.vm.agree()
        }
    }

    AppText {
        Layout.fillWidth: true
        level: "display"
        text: qsTr("欢迎使用")
    }
    AppCard {
        LegalText { text: page.vm.summary }
    }
    AppCard {
        ListRow {
            iconName: "document"
            title: qsTr("用户协议")
            onClicked: page.vm.read("user_agreement")
        }
        ListRow {
            iconName: "lock"
            title: qsTr("隐私策略")
            onClicked: page.vm.read("privacy_policy")
        }
    }
}
