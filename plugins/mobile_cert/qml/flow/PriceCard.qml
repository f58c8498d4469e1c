pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// Validities with their prices, and the fee breakdown of the chosen one.
AppCard {
    id: card

    required property Prices prices
    readonly property bool choice: prices.validities.count > 1

    title: choice ? qsTr("有效期与费用") : qsTr("费用")

    Repeater {
        model: card.prices.validities

        RowLayout {
            id: row

            required property int years
            required property int cents
            required property bool chosen

            visible: card.choice
            Layout.fillWidth: true
            AppRadio {
                objectName: "years" + row.years
                Layout.fillWidth: true
                text: qsTr("%1 年").arg(row.years)
                checked: row.chosen
                onClicked: card.prices.choose(row.years)
            }
            MoneyText { cents: row.cents }
        }
    }
    KeyValueList {
        visible: card.prices.cents > 0
        entries: card.prices.lines
    }
    RowLayout {
        Layout.fillWidth: true
        visible: card.prices.cents > 0
        AppText {
            Layout.fillWidth: true
            text: qsTr("总金额")
        }
        MoneyText {
            objectName: "total"
            cents: card.prices.cents
        }
    }
}
