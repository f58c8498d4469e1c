pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 选择证书: what the deed is signed with.
WizardStep {
    id: step

    required property TransferViewModel vm

    EmptyState {
        visible: step.vm.certificates.state === "empty"
        iconName: "certificate"
        text: qsTr("本设备上没有带单位印章的有效机构证书。")
        action: qsTr("我的证书")
        onActionClicked: step.vm.apply()
    }
    AppText {
        Layout.fillWidth: true
        visible: step.vm.certificates.count > 0
        muted: true
        text: qsTr("请选择用于签署单位管理员转让授权委托书的证书。")
    }
    AppCard {
        visible: step.vm.certificates.count > 0

        Repeater {
            model: step.vm.certificates

            ListRow {
                required property int index
                required property string candidateId
                required property string detail
                required property bool chosen
                required title

                objectName: "signer" + index
                iconName: "certificate"
                subtitle: detail
                badge: chosen ? qsTr("已选择") : ""
                badgeKind: "success"
                chevron: false
                onClicked: step.vm.chooseCertificate(candidateId)
            }
        }
    }
}
