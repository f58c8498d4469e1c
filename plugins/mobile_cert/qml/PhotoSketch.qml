pragma ComponentBehavior: Bound
import QtQuick
import SecureClient

// A document as a camera sees it: well, cut off, out of focus, or with glare.
Item {
    id: sketch

    property string subject: "page" // page: a form with a stamp, licence: landscape with a seal, card: an ID card
    property string fault: "" // cut, blurred, glare
    readonly property bool portrait: subject === "page"

    implicitHeight: width * 0.8
    clip: true

    Rectangle {
        anchors.fill: parent
        radius: Style.radius
        color: "#4a555b" // the table on which it lies
    }
    Rectangle {
        id: paper

        readonly property real unit: height / 10

        anchors.centerIn: parent
        anchors.horizontalCenterOffset: sketch.fault === "cut" ? sketch.width * 0.24 : 0
        anchors.verticalCenterOffset: sketch.fault === "cut" ? sketch.height * 0.2 : 0
        height: sketch.height * (sketch.portrait ? 0.86 : 0.62)
        width: sketch.portrait ? height / 1.41 : height * (sketch.subject === "card" ? 1.58 : 1.41)
        radius: sketch.subject === "card" ? unit * 0.6 : 0
        color: Style.paper
        opacity: sketch.fault === "blurred" ? 0.85 : 1

        Repeater {
            model: sketch.fault === "blurred" ? 3 : 1 // a shaken picture shows all of it several times

            Item {
                id: layer

                required property int index

                anchors.fill: parent
                anchors.leftMargin: index * paper.unit * 0.35
                anchors.topMargin: index * paper.unit * 0.25
                opacity: sketch.fault === "blurred" ? 0.3 : 1

                Rectangle {
                    visible: sketch.subject !== "card"
                    x: (parent.width - width) / 2
                    y: paper.unit
                    width: parent.width * 0.5
                    height: paper.unit * 0.7
                    color: Style.ink
                }
                Repeater {
                    model: sketch.subject === "card" ? 4 : sketch.portrait ? 5 : 4

                    Rectangle {
                        required property int index

                        x: paper.width * 0.1
                        y: paper.unit * ((sketch.subject === "card" ? 1.6 : 2.8) + index * (sketch.portrait ? 1.1 : 1.5))
                        width: paper.width * (sketch.portrait ? 0.8 : 0.5) - index % 2 * paper.unit
                        height: paper.unit * 0.45
                        color: "#8b959a"
                    }
                }
                Rectangle {
                    visible: sketch.subject === "card"
                    x: paper.width * 0.7
                    y: paper.unit * 1.6
                    width: paper.width * 0.2
                    height: width * 1.3
                    radius: width / 4
                    color: "#b9c7cd"
                }
                Rectangle {
                    visible: sketch.subject !== "card"
                    x: paper.width * 0.62
                    y: paper.height - height - paper.unit * 0.6
                    width: Math.min(paper.unit * 2.6, paper.width * 0.3)
                    height: width
                    radius: width / 2
                    color: "transparent"
                    border.color: "#c8231b"
                    border.width: Math.max(2, paper.unit * 0.25)
                }
            }
        }
        Rectangle {
            visible: sketch.fault === "glare"
            x: paper.width * 0.3
            y: paper.height * 0.25
            width: paper.height * 0.6
            height: width
            radius: width / 2
            gradient: Gradient {
                GradientStop { position: 0; color: "#ffffff" }
                GradientStop { position: 1; color: "#e6ffffff" }
            }
        }
    }
}
