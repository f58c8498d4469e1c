pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import Seals

// 我的印章: pictures, sizes, validity; import of an own picture.
AppPage {
    id: page

    required property SealsViewModel vm

    viewModel: vm

    EmptyState {
        objectName: "noSeals"
        visible: page.vm.seals.count === 0
        iconName: "seal"
        text: qsTr("还没有印章。可导入自己的签名图片，或办理证书时制作个人印章。")
    }
    Repeater {
        model: page.vm.seals

        AppCard {
            id: card

            required property int index
            required property string sealId
            required property string name
            required property string picture
            required property string size
            required property string validity
            required property bool valid
            required property bool own
            required property bool electronic
            required property bool outdated
            required property string maker
            required property bool changeable

            objectName: "seal" + index

            RowLayout {
                Layout.fillWidth: true
                spacing: Style.space(4)

                Rectangle {
                    Layout.preferredWidth: Style.space(Style.compact ? 24 : 28)
                    Layout.preferredHeight: Style.space(Style.compact ? 17 : 20)
                    radius: Style.radius
                    // seals are made for paper: black handwriting is not seen on a dark card
                    color: Style.paper

                    Picture {
                        anchors.fill: parent
                        anchors.margins: Style.space(1)
                        source: card.picture
                        name: card.name
                    }
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    AppText {
                        Layout.fillWidth: true
                        text: card.name
                    }
                    AppText {
                        Layout.fillWidth: true
                        text: card.size
                        level: "small"
                        muted: true
                    }
                    AppText {
                        Layout.fillWidth: true
                        visible: card.validity !== ""
                        text: card.validity
                        level: "small"
                        muted: true
                    }
                    AppText {
                        objectName: "sealMaker" + card.index
                        Layout.fillWidth: true
                        visible: card.maker !== ""
                        text: qsTr("印章机构：%1").arg(card.maker)
                        level: "small"
                        muted: true
                    }
                    Badge {
                        visible: !card.valid
                        text: qsTr("不在有效期")
                        kind: "danger"
                    }
                    Badge {
                        visible: card.valid && card.outdated
                        text: qsTr("信息已变更")
                        kind: "warning"
                    }
                }
            }
            RowLayout {
                visible: card.electronic || card.own || card.changeable
                Layout.fillWidth: true
                AppButton {
                    objectName: "inspect" + card.index
                    visible: card.electronic
                    kind: "text"
                    flush: true
                    text: qsTr("查看印章信息")
                    onClicked: page.vm.inspect(card.sealId)
                }
                IconButton {
                    objectName: "remove" + card.index
                    visible: card.own
                    iconName: "trash"
                    text: qsTr("删除")
                    onClicked: page.vm.remove(card.sealId)
                }
                Item { Layout.fillWidth: true }
                AppButton {
                    objectName: "changeSeal" + card.index
                    visible: card.changeable
                    kind: card.outdated ? "primary" : "text"
                    text: qsTr("印章变更")
                    onClicked: page.vm.change(card.sealId)
                }
            }
        }
    }
    AppButton {
        objectName: "openSealFile"
        kind: "secondary"
        iconName: "seal"
        text: qsTr("查看和验证印章文件")
        onClicked: page.vm.openFile()
    }
    SectionHeader { text: qsTr("导入签名图片") }
    AppCheckBox {
        objectName: "whiteTransparent"
        text: qsTr("将白色背景变为透明")
        checked: page.vm.whiteTransparent
        onToggled: page.vm.whiteTransparent = checked
    }
    FileDropArea {
        objectName: "importSeal"
        text: qsTr("将 PNG 或 JPEG 图片拖到这里，或点击选择")
        iconName: "image"
        nameFilters: [qsTr("图片 (*.png *.jpg *.jpeg)")]
        onChosen: file => page.vm.importPicture(file)
    }
}
