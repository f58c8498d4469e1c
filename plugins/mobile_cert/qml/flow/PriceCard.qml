pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// Validities with their prices.
AppCard {
    id: card

    required property Prices prices

    title: qsTr("证书有效期")

    Repeater {
        model: card.prices.validities

        RowLayout {
            id: row

            required property int years
            required property int cents
            required property bool chosen

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
}
