import QtQuick

// An amount of CNY, given in cents.
AppText {
    property int cents: 0

    text: "¥" + (cents / 100).toFixed(2)
    font.features: { "tnum": 1 }
}
