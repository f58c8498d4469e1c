pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

// What a camera shows, or why it shows nothing; with the corners of a frame that something should fill.
Rectangle {
    id: finder

    property alias source: picture.source
    property alias hint: text.text
    property alias hintName: text.objectName
    property bool waiting: false
    property bool framed: false
    property real frameRatio: 1
    readonly property bool live: picture.source.toString() !== ""
    readonly property real frameWidth: Math.min(width * 0.9, height * 0.8 * frameRatio)
    readonly property real frameHeight: frameWidth / frameRatio

    radius: Style.radiusLarge
    color: live ? Style.ink : Style.surfaceSunken
    border.width: live ? 0 : Style.lineWidth
    border.color: Style.line
    clip: true
    Accessible.role: Accessible.StaticText
    Accessible.name: text.text

    Picture {
        id: picture

        anchors.fill: parent
        visible: finder.live
        name: qsTr("摄像头画面")
    }
    ColumnLayout {
        anchors.centerIn: parent
        width: parent.width - Style.space(12)
        spacing: Style.space(4)
        visible: !finder.live

        Spinner {
            Layout.alignment: Qt.AlignHCenter
            visible: finder.waiting
            running: visible
            size: Style.space(9)
        }
        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            visible: !finder.waiting
            iconName: "camera"
            size: Style.space(10)
            color: Style.textMuted
        }
        AppText {
            id: text

            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            muted: true
            Accessible.ignored: true
        }
    }
    Repeater {
        model: finder.live && finder.framed ? 4 : 0

        Item {
            id: corner

            required property int index
            readonly property int arm: Style.space(7)
            readonly property int thickness: Style.space(1)

            x: (finder.width - finder.frameWidth) / 2 + (index % 2) * (finder.frameWidth - arm)
            y: (finder.height - finder.frameHeight) / 2 + Math.floor(index / 2) * (finder.frameHeight - arm)
            width: arm
            height: arm
            Rectangle {
                width: corner.arm
                height: corner.thickness
                radius: height / 2
                y: corner.index < 2 ? 0 : corner.arm - height
                color: Style.paper
            }
            Rectangle {
                width: corner.thickness
                height: corner.arm
                radius: width / 2
                x: corner.index % 2 === 0 ? 0 : corner.arm - width
                color: Style.paper
            }
        }
    }
}
