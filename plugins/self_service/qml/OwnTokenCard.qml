import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// Which medium, and whose phone: what both pages about unlocking begin with.
ColumnLayout {
    id: card

    required property OwnTokenViewModel vm

    Layout.fillWidth: true
    spacing: Style.space(4)

    NoMedium {
        objectName: "noMedium"
        visible: card.vm.mediumIndex < 0
        vm: card.vm
    }
    AppCard {
        visible: card.vm.mediumIndex >= 0

        AppComboBox {
            objectName: "medium"
            label: qsTr("介质")
            model: card.vm.media
            currentIndex: card.vm.mediumIndex
            onActivated: index => card.vm.choose(index)
        }
        AppText {
            objectName: "provenPhone"
            Layout.fillWidth: true
            muted: true
            text: card.vm.phone !== "" ? qsTr("已验证手机号码 %1").arg(card.vm.phone) : qsTr("请先验证登记解锁所用的手机号码。")
        }
        AppButton {
            objectName: "provePhone"
            visible: card.vm.phone === ""
            Layout.fillWidth: true
            text: qsTr("验证手机号码")
            onClicked: card.vm.provePhone()
        }
    }
}
