pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property ApplyViewModel vm

    SearchField {
        objectName: "searchPlatform"
        Layout.fillWidth: true
        onSearched: text => step.vm.search(text)
    }
    AppCard {
        Repeater {
            model: step.vm.platforms

            ListRow {
                required property int index
                required property string platformId
                required property string name
                required property string region
                required property bool chosen

                objectName: "platform" + index
                iconName: "building"
                title: name
                subtitle: region
                badge: chosen ? qsTr("已选择") : ""
                badgeKind: "success"
                chevron: false
                onClicked: step.vm.choosePlatform(platformId)
            }
        }
    }
    AppCard {
        visible: step.vm.cas.length > 0
        title: qsTr("CA 机构与有效期")

        AppComboBox {
            objectName: "ca"
            label: qsTr("CA 机构")
            model: step.vm.cas
            currentIndex: step.vm.caIndex
            onActivated: index => step.vm.chooseCa(index)
        }
        Repeater {
            model: step.vm.validities

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
                    onClicked: step.vm.chooseYears(row.years)
                }
                MoneyText { cents: row.cents }
            }
        }
    }
    AppCard {
        visible: step.vm.totalCents > 0
        title: qsTr("费用明细")

        KeyValueList { entries: step.vm.priceLines }
        RowLayout {
            Layout.fillWidth: true
            AppText {
                Layout.fillWidth: true
                text: qsTr("总金额")
            }
            MoneyText {
                objectName: "total"
                cents: step.vm.totalCents
            }
        }
        AppComboBox {
            objectName: "algorithm"
            label: qsTr("密钥算法")
            model: step.vm.algorithms
            currentIndex: step.vm.algorithmIndex
            onActivated: index => step.vm.algorithmIndex = index
        }
    }
}
