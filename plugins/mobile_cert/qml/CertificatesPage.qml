pragma ComponentBehavior: Bound
import QtQuick
import SecureClient
import MobileCert

// 我的证书 (M3.3.11.1)
AppPage {
    id: page

    required property CertificatesViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    EmptyState {
        visible: page.vm.certificates.state === "empty"
        iconName: "certificate"
        text: qsTr("暂无数据")
        action: qsTr("办理证书")
        onActionClicked: page.vm.apply()
    }
    Repeater {
        model: page.vm.certificates

        AppCard {
            id: card

            required property int index
            required property string certificateId
            required property string serial
            required property string subject
            required property string ca
            required property string algorithm
            required property string validity
            required property string stateText
            required property string stateKind
            required property bool here

            objectName: "certificate" + index
            title: subject
            titleShown: false
            clickable: true
            onClicked: page.vm.open(certificateId)

            ListRow {
                iconName: "certificate"
                title: card.subject
                subtitle: card.ca
                badge: card.stateText
                badgeKind: card.stateKind
                onClicked: page.vm.open(card.certificateId)
            }
            KeyValueList {
                entries: [
                    { key: qsTr("序列号"), value: card.serial },
                    { key: qsTr("算法"), value: card.algorithm },
                    { key: qsTr("有效期"), value: card.validity },
                    { key: qsTr("存放位置"), value: card.here ? qsTr("本设备") : qsTr("未安装在本设备") }
                ]
            }
        }
    }
}
