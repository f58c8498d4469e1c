import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 添加机构成员 (M3.3.10.1)
AppPage {
    id: page

    required property InviteViewModel vm

    viewModel: vm

    AppCard {
        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("对方登录并完成实名认证后，可在“历史关联”中接受邀请。")
        }
        FormField {
            objectName: "inviteName"
            field: page.vm.name
            label: qsTr("姓名")
            placeholderText: qsTr("请输入姓名")
        }
        FormField {
            objectName: "invitePhone"
            field: page.vm.phone
            label: qsTr("手机号码")
            placeholderText: qsTr("请输入手机号码")
            maximumLength: 11
            inputMethodHints: Qt.ImhDigitsOnly
            onAccepted: if (!page.vm.busy) page.vm.send()
        }
        AppButton {
            objectName: "sendInvitation"
            Layout.fillWidth: true
            text: qsTr("确认添加")
            busy: page.vm.busy
            onClicked: page.vm.send()
        }
    }
}
