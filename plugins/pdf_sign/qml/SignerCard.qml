pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import PdfSign

// With what one signs: credential, appearance, time stamp, reason.
AppCard {
    id: card

    required property SignerChoice vm

    title: qsTr("签名证书")

    EmptyState {
        visible: card.vm.credentials.count === 0
        iconName: "certificate"
        text: qsTr("没有可用的签名证书，请插入介质或办理移动证书。")
        action: qsTr("移动证书")
        onActionClicked: card.vm.openPage("mobile_cert.home")
    }
    Repeater {
        model: card.vm.credentials

        ListRow {
            required property int index
            required property string credentialId
            required property string subject
            required property string medium
            required property bool chosen

            objectName: "credential" + index
            iconName: "certificate"
            title: subject
            subtitle: medium
            badge: chosen ? qsTr("已选择") : ""
            badgeKind: "success"
            chevron: false
            onClicked: card.vm.chooseCredential(credentialId)
        }
    }
    AppComboBox {
        objectName: "seal"
        label: qsTr("外观")
        model: card.vm.sealNames
        currentIndex: card.vm.sealIndex
        onActivated: index => card.vm.sealIndex = index
    }
    AppSwitch {
        objectName: "withElectronicSeal"
        visible: card.vm.sealable
        text: qsTr("以电子印章签署（GB/T 38540）")
        checked: card.vm.withElectronicSeal
        onToggled: card.vm.withElectronicSeal = checked
    }
    AppText {
        Layout.fillWidth: true
        visible: card.vm.sealable
        muted: true
        level: "small"
        text: card.vm.withElectronicSeal
            ? qsTr("印章和签名合为一体，符合国家标准；只支持 PAdES 的软件不能验证。")
            : qsTr("签名为 PAdES 格式，印章只作为外观。")
    }
    AppSwitch {
        objectName: "withTimestamp"
        text: qsTr("加盖时间戳")
        enabled: card.vm.longTerm === 0
        checked: card.vm.withTimestamp || card.vm.longTerm > 0
        onToggled: card.vm.withTimestamp = checked
    }
    AppTextField {
        objectName: "reason"
        label: qsTr("签名原因（选填）")
        onEdited: text => card.vm.reason = text
    }
}
