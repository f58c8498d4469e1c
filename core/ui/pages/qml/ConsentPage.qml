import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

// 隐私策略摘要: nothing happens before the person agrees.
AppPage {
    id: page

    required property ConsentViewModel vm

    viewModel: vm
    footer: GridLayout {
        // one above the other where large type or a long language leaves no room
        columns: width < 2 * Math.max(decline.implicitWidth, agree.implicitWidth) + columnSpacing ? 1 : 2
        columnSpacing: Style.space(3)
        rowSpacing: Style.space(3)
        AppButton {
            id: decline
            objectName: "decline"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("不同意并退出")
            onClicked: page.vm.decline()
        }
        AppButton {
            id: agree
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
