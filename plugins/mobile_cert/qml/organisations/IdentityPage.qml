pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 选择身份 (M3.3.2.5), 切换身份 (M3.3.8.1)
AppPage {
    id: page

    required property IdentityViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppText {
        Layout.fillWidth: true
        level: "heading"
        text: page.vm.signingIn ? qsTr("请选择本次登录的身份") : qsTr("切换身份")
    }
    AppText {
        Layout.fillWidth: true
        muted: true
        text: qsTr("证书、印章和订单按身份分别展示。")
    }
    AppCard {
        Repeater {
            model: page.vm.identities

            ListRow {
                required property int index
                required property string identityId
                required title
                required property string detail
                required property bool current
                required iconName

                objectName: "identity" + index
                subtitle: detail
                badge: current ? qsTr("当前") : ""
                badgeKind: "info"
                chevron: false
                selected: page.vm.chosen === identityId
                onClicked: page.vm.choose(identityId)
            }
        }
    }
    AppButton {
        objectName: "confirmIdentity"
        Layout.fillWidth: true
        text: qsTr("确定")
        enabled: page.vm.chosen !== ""
        busy: page.vm.busy
        onClicked: page.vm.confirm()
    }
    AppButton {
        objectName: "manageIdentities"
        visible: !page.vm.signingIn
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("管理身份")
        onClicked: page.vm.manage()
    }
}
