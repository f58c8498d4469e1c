pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 移动证书: what there is to do.
AppPage {
    id: page

    required property MobileHomeViewModel vm

    viewModel: vm

    AppCard {
        visible: !page.vm.signedIn

        AppText {
            Layout.fillWidth: true
            level: "heading"
            text: qsTr("欢迎使用数字证书统一服务平台")
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("未注册的手机号将自动注册并登录。")
        }
        AppButton {
            objectName: "goLogin"
            Layout.fillWidth: true
            text: qsTr("登录 / 注册")
            onClicked: page.vm.login()
        }
    }
    AppCard {
        visible: page.vm.signedIn

        ListRow {
            objectName: "person"
            iconName: "user"
            title: page.vm.name !== "" ? page.vm.name : page.vm.phone
            subtitle: page.vm.name !== "" ? page.vm.phone : ""
            badge: page.vm.verified ? qsTr("已实名") : qsTr("未实名")
            badgeKind: page.vm.verified ? "success" : "warning"
            onClicked: page.vm.open("account")
        }
        ListRow {
            objectName: "identity"
            visible: page.vm.severalIdentities
            iconName: "users"
            title: page.vm.identity !== "" ? page.vm.identity : qsTr("请选择身份")
            // a phone has no place beside the name of an organisation
            subtitle: Style.compact ? qsTr("切换身份") : ""
            value: Style.compact ? "" : qsTr("切换身份")
            onClicked: page.vm.open("identity")
        }
    }
    AppCard {
        visible: page.vm.notices.count > 0

        Repeater {
            model: page.vm.notices

            ListRow {
                required property int index
                required property string certificateId
                required property string message

                objectName: "notice" + index
                iconName: "bell"
                title: message
                onClicked: page.vm.openNotice(certificateId)
            }
        }
    }
    SectionHeader { text: qsTr("证书与印章") }
    AppCard {
        ListRow {
            objectName: "realName"
            visible: page.vm.signedIn && !page.vm.verified
            iconName: "card"
            title: qsTr("实名认证")
            subtitle: qsTr("办理证书前需要完成")
            onClicked: page.vm.open("real_name")
        }
        ListRow {
            objectName: "apply"
            iconName: "plus"
            title: qsTr("办理证书")
            onClicked: page.vm.open("apply")
        }
        ListRow {
            objectName: "orders"
            iconName: "order"
            title: qsTr("我的订单")
            onClicked: page.vm.open("orders")
        }
        ListRow {
            objectName: "certificates"
            iconName: "certificate"
            title: qsTr("我的证书")
            onClicked: page.vm.open("certificates")
        }
        ListRow {
            objectName: "seals"
            iconName: "seal"
            title: qsTr("我的印章")
            onClicked: page.vm.open("seals")
        }
    }
    SectionHeader {
        visible: page.vm.verified
        text: qsTr("机构")
    }
    AppCard {
        visible: page.vm.verified

        ListRow {
            objectName: "organisation"
            visible: page.vm.manages
            iconName: "building"
            title: qsTr("我的机构")
            subtitle: qsTr("机构成员、加入申请审核")
            onClicked: page.vm.open("organisation")
        }
        ListRow {
            objectName: "association"
            iconName: "plus"
            title: qsTr("关联机构")
            subtitle: qsTr("创建新机构或加入已认证的机构")
            onClicked: page.vm.open("association")
        }
        ListRow {
            objectName: "associations"
            iconName: "clock"
            title: qsTr("历史关联")
            onClicked: page.vm.open("associations")
        }
    }
    SectionHeader { text: qsTr("我的") }
    AppCard {
        ListRow {
            objectName: "invoices"
            iconName: "invoice"
            title: qsTr("我的发票")
            onClicked: page.vm.open("invoices")
        }
        ListRow {
            objectName: "notifications"
            iconName: "bell"
            title: qsTr("消息通知")
            onClicked: page.vm.open("notifications")
        }
        ListRow {
            objectName: "account"
            iconName: "settings"
            title: qsTr("个人信息")
            onClicked: page.vm.open("account")
        }
    }
    AppButton {
        objectName: "logout"
        visible: page.vm.signedIn
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("退出登录")
        onClicked: page.vm.logout()
    }
}
