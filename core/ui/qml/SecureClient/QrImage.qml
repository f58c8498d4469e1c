import QtQuick

// A QR code, always dark on white with its quiet zone, never blurred.
Rectangle {
    id: qr

    property alias source: picture.source
    property string name: qsTr("二维码")

    implicitWidth: Style.space(48)
    implicitHeight: implicitWidth
    radius: Style.radius
    color: Style.paper
    border.width: Style.lineWidth
    border.color: Style.line
    Picture {
        id: picture

        anchors.fill: parent
        anchors.margins: Style.space(3)
        smooth: false
        name: qr.name
    }
}
