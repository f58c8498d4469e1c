pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 证书续期 (M3.5.6.2)
AppPage {
    id: page

    required property RenewViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    EmptyState {
        objectName: "nothingToRenew"
        visible: page.vm.certificates.state === "empty"
        iconName: "usb"
        text: qsTr("请插入要续期的证书所在的介质。")
    }
    Repeater {
        model: page.vm.certificates

        AppCard {
            id: card

            required property int index
            required property string credentialId
            required title
            required property string detail
            required property string until

            objectName: "renewable" + index

            AppText {
                Layout.fillWidth: true
                muted: true
                text: card.detail
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("有效期至 %1").arg(card.until)
            }
            AppButton {
                objectName: "renew" + card.index
                Layout.fillWidth: true
                text: qsTr("续期")
                busy: page.vm.busy
                onClicked: page.vm.renew(card.credentialId)
            }
        }
    }
}
