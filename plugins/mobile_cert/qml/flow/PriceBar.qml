import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 总金额 above the wizard's buttons; [明细] opens the fee breakdown.
ColumnLayout {
    id: bar

    required property Prices prices
    property bool open: false

    visible: prices.cents > 0
    spacing: Style.space(2)

    KeyValueList {
        objectName: "feeLines"
        visible: bar.open
        entries: bar.prices.lines
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Style.space(2)
        AppText { text: qsTr("总金额") }
        MoneyText {
            objectName: "total"
            cents: bar.prices.cents
        }
        Item { Layout.fillWidth: true }
        AppButton {
            objectName: "feeDetails"
            kind: "text"
            iconName: bar.open ? "chevron-down" : "chevron-up"
            text: qsTr("明细")
            onClicked: bar.open = !bar.open
        }
    }
}
