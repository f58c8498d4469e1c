import QtQuick
import QtQuick.Layouts

// Covers its parent while nothing else can be done there.
Rectangle {
    id: overlay

    property bool running: false
    property string text: ""

    anchors.fill: parent
    visible: running
    color: Qt.alpha(Style.background, 0.85)

    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
    }
    ColumnLayout {
        anchors.centerIn: parent
        spacing: Style.space(4)
        Spinner {
            Layout.alignment: Qt.AlignHCenter
            running: overlay.running
        }
        AppText {
            visible: text !== ""
            text: overlay.text
        }
    }
}
